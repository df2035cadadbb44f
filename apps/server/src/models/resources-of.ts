import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.ts';
import type { GivenResource } from './check-resources.ts';
import { Definitions } from './definitions.ts';
import { resourceTable } from './tables.ts';

/** The files of a deployment. */
@Injectable()
export class ResourcesOf {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
  ) {}

  /** The given files, with those of the earlier definition's deployment that they do not replace. */
  async with(given: readonly GivenResource[], basedOn: string | undefined): Promise<readonly GivenResource[]> {
    const earlier = basedOn === undefined ? undefined : await this.definitions.byId(basedOn);
    if (!earlier) return given;
    const rows = await this.database.reader.find(resourceTable, 'deployment_id = ?', [earlier.row.deploymentId]);
    const names = new Set(given.map(({ name }) => name));
    const kept = rows.filter(({ name }) => !names.has(name) && !isOtherModel(name));
    return [...given, ...kept.map(({ name, content }) => ({ name, content }))];
  }
}

/** Other models of that deployment keep their versions. */
const isOtherModel = (name: string): boolean => /\.(bpmn|bpmn20\.xml)$/i.test(name);
