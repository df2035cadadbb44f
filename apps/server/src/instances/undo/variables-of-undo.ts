import type { StepUndo, VariableState } from '@gaita/engine';

interface Patch {
  readonly was?: unknown;
  readonly in?: Readonly<Record<string, Patch>>;
}

/** Variables as they were, of those that a step may have written. */
export function variablesOfUndo({ patch }: StepUndo): VariableState[] {
  const scopes = (patch as Patch | undefined)?.in?.['scopes']?.in ?? {};
  return Object.values(scopes).flatMap((scope) => {
    if (scope.was) return valuesOf((scope.was as { readonly variables?: object }).variables);
    const variables = scope.in?.['variables'];
    if (variables?.was) return valuesOf(variables.was as object);
    return Object.values(variables?.in ?? {}).flatMap(({ was }) => (was ? [was as VariableState] : []));
  });
}

const valuesOf = (variables: object | undefined): VariableState[] => Object.values(variables ?? {}) as VariableState[];
