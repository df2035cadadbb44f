import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.ts';
import type { GivenResource } from './read-resources.ts';
import type { Definition } from './definitions.ts';
import { resourceTable } from './tables.ts';

/** The files of a deployment. */
@Injectable()
export class ResourcesOf {
  constructor(private readonly database: Database) {}

  /** The given files, with those of the earlier definition's deployment that they do not replace. */
  async with(given: readonly GivenResource[], earlier: Definition | undefined): Promise<readonly GivenResource[]> {
    if (!earlier) return given;
    const rows = await this.database.reader.find(resourceTable, 'deployment_id = ?', [earlier.row.deploymentId]);
    const names = new Set(given.map(({ name }) => name));
    const kept = rows.filter(({ name }) => !names.has(name) && !isOtherModel(name));
    return [...given, ...kept.map(({ name, content }) => ({ name, content }))];
  }
}

/** Other models of that deployment keep their versions. */
const isOtherModel = (name: string): boolean => /\.(bpmn|bpmn20\.xml)$/i.test(name);
