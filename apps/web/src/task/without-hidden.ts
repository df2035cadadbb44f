import { Form } from '@bpmn-io/form-js-viewer';
import type { Variables } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';

interface ConditionChecker {
  applyConditions(sent: Variables, data: Variables): Variables;
}

/**
 * What is sent of a form that was filled in page by page: a field of an earlier page that a later answer has hidden is not of it.
 * @param data all that the conditions may look at
 */
export async function withoutHidden(schema: FormSchema, sent: Variables, data: Variables): Promise<Variables> {
  // Never shown: it only knows the conditions of the whole form.
  const whole = new Form({});
  try {
    await whole.importSchema(schema, data);
    return (whole.get('conditionChecker') as ConditionChecker).applyConditions(sent, data);
  } finally {
    whole.destroy();
  }
}
