import { Injectable } from '@nestjs/common';
import type { FieldsView, Language } from '@gaita/contracts';
import { Database } from '../platform/database/database.ts';
import { fieldTexts } from './field-texts.ts';
import type { DefinitionRow } from './tables.ts';
import { resourceTable } from './tables.ts';

/** Deployments never change, so what was read is kept; beyond this many the one unused for longest goes. */
const kept = 200;

/** What the forms of a definition's deployment call the values of a case. */
@Injectable()
export class ListFields {
  private readonly known = new Map<string, FieldsView>();

  constructor(private readonly database: Database) {}

  async of({ deploymentId, resourceName }: DefinitionRow, language: Language): Promise<FieldsView> {
    const folder = resourceName.includes('/') ? resourceName.replace(/[^/]*$/, '') : '';
    const key = `${deploymentId} ${folder} ${language}`;
    const fields = this.known.get(key) ?? (await this.read(deploymentId, folder, language));
    this.known.delete(key);
    this.known.set(key, fields);
    const [oldest] = this.known.keys();
    if (this.known.size > kept && oldest !== undefined) this.known.delete(oldest);
    return fields;
  }

  private async read(deploymentId: string, folder: string, language: Language): Promise<FieldsView> {
    const files = await this.database.reader.find(resourceTable, 'deployment_id = ?', [deploymentId], { orderBy: 'name' });
    const byName = new Map(files.map(({ name, content }) => [name, content]));
    const names = [...byName.keys()].filter((name) => name.endsWith('.form') && name.replace(/[^/]*$/, '') === folder);
    const forms = names.map((name) => ({
      schema: read(byName.get(name)),
      texts: read(byName.get(name.replace(/form$/, 'texts.json'))),
    }));
    return fieldTexts(forms, language);
  }
}

/** Deployment refuses forms that are no JSON; texts are checked by nobody. */
function read(content: string | undefined): unknown {
  try {
    return content === undefined ? undefined : (JSON.parse(content) as unknown);
  } catch {
    return undefined;
  }
}
