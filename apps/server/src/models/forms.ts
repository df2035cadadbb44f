import { Injectable } from '@nestjs/common';
import { Definitions } from './definitions.ts';
import { shownNames } from './shown-names.ts';
import type { DefinitionRow } from './tables.ts';

export interface Form {
  /** form-js schema. */
  readonly schema: Record<string, unknown>;
  /** By language: `<component id>.label` → text. */
  readonly texts: Record<string, unknown>;
}

/** Forms of a definition's deployment: `<form key>.form` with its texts beside it. */
@Injectable()
export class Forms {
  constructor(private readonly definitions: Definitions) {}

  /** Undefined when the deployment holds no such form. */
  async of(definition: DefinitionRow, formKey: string): Promise<Form | undefined> {
    const folder = definition.resourceName.includes('/') ? definition.resourceName.replace(/[^/]*$/, '') : '';
    const name = formKey.replace(/^(embedded|camunda-forms):(deployment:|app:)?/, '').replace(/\.form$/, '');
    const schema = await this.definitions.resource(definition.deploymentId, `${folder}${name}.form`);
    if (schema === undefined) return undefined;
    const texts = await this.definitions.resource(definition.deploymentId, `${folder}${name}.texts.json`);
    return { schema: JSON.parse(schema), texts: texts === undefined ? {} : JSON.parse(texts) };
  }

  /** Names of the variables that the form shows; none without a form. */
  async namesShown(definition: DefinitionRow, formKey: string | null | undefined): Promise<ReadonlySet<string>> {
    const form = formKey === null || formKey === undefined ? undefined : await this.of(definition, formKey);
    return form ? shownNames(form.schema) : new Set();
  }
}
