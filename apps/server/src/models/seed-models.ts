import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { Defect } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { shared } from './definitions.ts';
import { DeployModels } from './deploy-models.ts';

/** Deploys the shipped processes as `shared` through the same command as everybody; unchanged ones stay as they are. */
@Injectable()
export class SeedModels {
  constructor(
    private readonly deploy: DeployModels,
    private readonly ids: Ids,
  ) {}

  /** @param folder one folder a process: `model.bpmn`, forms, texts, decisions */
  async run(folder: string): Promise<readonly string[]> {
    const entries = await readdir(folder, { withFileTypes: true });
    const keys = entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    for (const key of keys) {
      const names = (await readdir(join(folder, key))).filter((name) => /\.(bpmn|dmn|form|texts\.json)$/.test(name)).sort();
      const resources = await Promise.all(
        names.map(async (name) => ({ name, content: await readFile(join(folder, key, name), 'utf8') })),
      );
      const input = { institution: shared, name: key, source: 'shipped', resources, filterDuplicates: true };
      // reading and checking them would take a third of a start
      if (await this.deploy.isDeployed(input)) continue;
      const deployed = await this.deploy.run({ id: this.ids.next(), account: 'system' }, input);
      if (isRejection(deployed)) throw new Defect(`The shipped process ${key} is refused: ${deployed.message}`);
    }
    return keys;
  }
}
