import type { Expression, ProcessModel } from '../model.ts';

/** Every expression anywhere in a process, literals included. */
export function expressionsOf(process: ProcessModel): Expression[] {
  const found: Expression[] = [];
  const open: unknown[] = [process];
  for (let value = open.pop(); open.length > 0 || value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (isExpression(value)) found.push(value);
    else for (const inner of Object.values(value).reverse()) open.push(inner);
  }
  return found;
}

const isExpression = (value: object): value is Expression =>
  'source' in value && 'language' in value && 'elementId' in value && 'property' in value;
