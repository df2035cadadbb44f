import { Injectable } from '@nestjs/common';
import type { CasesView, CaseView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly } from '../identity/index.ts';

/** What a feature of a higher floor tells of cases in a list, by the id of the case. */
export type SummariseCases = (ids: readonly string[]) => Promise<ReadonlyMap<string, Partial<CaseView>>>;

/** Port: features add what they know of the cases that a list shows. */
@Injectable()
export class CaseSummaries {
  private readonly all: SummariseCases[] = [];

  register(summarise: SummariseCases): void {
    this.all.push(summarise);
  }

  /** Nothing for who sees of a case only what their own tasks show. */
  async addTo(actor: Actor, { items, total }: CasesView): Promise<CasesView> {
    const ids = items.filter(({ institution }) => !seesOwnOnly(actor, institution)).map(({ id }) => id);
    const found = await Promise.all(this.all.map((summarise) => summarise(ids)));
    return { items: items.map((item) => found.reduce((view, each) => ({ ...view, ...each.get(item.id) }), item)), total };
  }
}
