import { Injectable } from '@nestjs/common';
import type { TaskDetailView } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import type { Actor } from '../identity/index.ts';
import { Instances, OwnPartOfCase } from '../instances/index.ts';
import type { Definition } from '../models/index.ts';
import { Forms } from '../models/index.ts';
import { elementOfTask } from './opinions/open-opinion.ts';
import type { TaskRow } from './tables.ts';

/** What a task shows of its case: its form and the variables that it sees, or a partner may see of them. */
@Injectable()
export class TaskContent {
  constructor(
    private readonly forms: Forms,
    private readonly instances: Instances,
    private readonly ownPart: OwnPartOfCase,
  ) {}

  async of(
    actor: Actor,
    row: TaskRow,
    definition: Definition | undefined,
  ): Promise<Pick<TaskDetailView, 'variables' | 'form' | 'texts'>> {
    const loaded = await this.instances.load(row.instanceId);
    const form = definition && row.formKey !== null ? await this.forms.of(definition.row, row.formKey) : undefined;
    const { institution } = row;
    return {
      variables: await this.ownPart.ofTask(actor, { institution, elementId: elementOfTask(row) }, definition, {
        ...(loaded && visibleVariables(await loaded.at(row), row.tokenId).variables),
        ...row.signing?.values,
      }),
      ...(form && { form: { schema: form.schema }, texts: form.texts }),
    };
  }
}
