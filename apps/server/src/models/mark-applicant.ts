import type { Intake } from '@gaita/bpmn';
import type { FieldsView } from '@gaita/contracts';

/** With the variables of the applicant told, also where no form asks for them. */
export function markApplicant(fields: FieldsView, intake: Intake | undefined): FieldsView {
  const names = [intake?.applicant ?? [], intake?.applicantData ?? []].flat();
  return { ...fields, ...Object.fromEntries(names.map((name) => [name, { label: name, ...fields[name], applicant: true }])) };
}
