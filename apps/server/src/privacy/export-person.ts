import { Injectable } from '@nestjs/common';
import type { Language } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import type { FoundPerson } from './find-person.ts';
import { FindPerson } from './find-person.ts';
import { personDocument } from './person-document.ts';
import type { FoundPlace } from './places-of.ts';
import { PlacesOf } from './places-of.ts';
import type { JobOutput } from './job-output.ts';
import type { Progress } from './privacy-jobs.ts';

/** Everything that the server holds of a person, as data and as a page to read. */
@Injectable()
export class ExportPerson {
  constructor(
    private readonly found: FindPerson,
    private readonly places: PlacesOf,
    private readonly clock: Clock,
  ) {}

  async run(found: FoundPerson, identifier: string, language: Language, progress: Progress, output: JobOutput): Promise<object> {
    const sections: Record<string, FoundPlace['rows']> = {};
    const add = (places: readonly FoundPlace[]) => {
      for (const { place, rows } of places) sections[place] = [...(sections[place] ?? []), ...rows];
    };
    if (found.person) add(await this.places.ofPerson(found.person));
    for (const [at, root] of found.cases.entries()) {
      progress(at, found.cases.length);
      add(await this.places.ofCases(await this.found.withCalled([root]), { withInner: false }));
    }
    const { kind } = found;
    const exported = { subject: { kind, identifier }, exportedAt: new Date(this.clock.now()).toISOString(), data: sections };
    await output.add('json', JSON.stringify(exported, undefined, 2));
    await output.add('html', personDocument(exported, language));
    return {};
  }
}
