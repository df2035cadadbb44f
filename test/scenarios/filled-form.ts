import type { INestApplicationContext } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import { Instances } from '../../apps/server/src/instances/index.ts';
import { Definitions, Forms } from '../../apps/server/src/models/index.ts';
import type { FormComponent } from '../../apps/server/src/tasks/form/form-schema.ts';
import { readComponents } from '../../apps/server/src/tasks/form/form-schema.ts';
import type { TaskRow } from '../../apps/server/src/tasks/index.ts';

/** What a person sends who opens the form, finds in it what the case knows already, and enters these values. */
export async function filledForm(app: INestApplicationContext, task: TaskRow, entered: Variables): Promise<Variables> {
  const loaded = await app.get(Instances).load(task.instanceId);
  const definition = await app.get(Definitions).byId(task.definitionId);
  const form = definition && task.formKey !== null && (await app.get(Forms).of(definition.row, task.formKey));
  if (!loaded || !form) return entered;
  const names = new Set(namesIn(readComponents(form.schema)));
  const known = Object.entries(visibleVariables(loaded.snapshot, task.tokenId).variables).filter(([name]) => names.has(name));
  return { ...Object.fromEntries(known), ...entered };
}

/** Variables that a form shows. */
const namesIn = (components: readonly FormComponent[]): string[] =>
  components.flatMap(({ path, key, components: inside }) => {
    const name = (path ?? key)?.split('.')[0];
    return name === undefined || name === '' ? namesIn(inside) : [name];
  });
