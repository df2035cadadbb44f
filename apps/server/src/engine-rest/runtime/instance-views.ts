import type { Link } from '../repository/definition-views.ts';

interface Shown {
  readonly id: string;
  readonly definitionId: string;
  readonly processKey: string;
  readonly businessKey: string | null;
  readonly institution: string;
  readonly ended: boolean;
  readonly suspended?: boolean;
}

/** A process instance as Camunda's runtime shows it. */
export const runningInstanceView = (
  shown: Shown,
  tenantOf: (institution: string) => string | null,
  links: readonly Link[] = [],
) => ({
  links,
  id: shown.id,
  definitionId: shown.definitionId,
  definitionKey: shown.processKey,
  businessKey: shown.businessKey,
  caseInstanceId: null,
  ended: shown.ended,
  suspended: shown.suspended ?? false,
  tenantId: tenantOf(shown.institution),
});
