import type { Json } from '@gaita/contracts';
import type { LoopState } from '../snapshot.ts';
import { put } from '../own-key.ts';
import type { Place, Step } from '../state/step.ts';

/** The element of the collection for the item that starts next, and the loop without what nobody needs any more. */
export function nextElement(step: Step, loop: LoopState): { element?: Json; rest: LoopState } {
  const { items, stock, ...rest } = loop;
  const isLast = loop.started + 1 === loop.total;
  if (items) return { element: items[loop.started] ?? null, rest: isLast ? rest : loop };
  if (!stock) return { rest: loop };
  step.require([stock.scope]);
  const { elements, next } = step.scope(stock.scope)!.stock!;
  const element = elements[loop.started - stock.from] ?? null;
  if (loop.started + 1 < stock.from + elements.length) return { element, rest: loop };
  step.removeScope(stock.scope);
  return { element, rest: next === undefined ? rest : { ...rest, stock: { scope: next, from: loop.started + 1 } } };
}

/**
 * Keeps what a finished item gives until its body ends: with the body, or, while items are stored apart, in what is left of the
 * item, so that no other output is written again.
 */
export function keepOutput(step: Step, at: Place, index: number, output: Json): void {
  if (!step.isApart) {
    const body = step.edit(at.scopeId);
    put((body.outputs = { ...body.outputs }), String(index), output);
    return;
  }
  const item = step.edit(at.tokenId);
  item.outputs = { [index]: output };
  delete item.variables;
}

/**
 * Takes away all that is kept below a body which ends: outputs, elements that no item took.
 * @param last the item that is ending: it stays until then
 * @returns all outputs by index; null where an item was cancelled
 */
export function takeOutputs(step: Step, bodyId: string, last: string): Json[] {
  const { outputs, loop } = step.scope(bodyId)!;
  const { stock: _left, ...rest } = loop!;
  const collected = new Array<Json>(rest.total ?? 0).fill(null);
  const add = (some: Readonly<Record<string, Json>> = {}): void => {
    for (const index of Object.keys(some)) collected[Number(index)] = some[index]!;
  };
  add(outputs);
  for (const id of step.itemsOf(bodyId)) {
    add(step.scope(id)!.outputs);
    if (id === last) delete step.edit(id).outputs;
    else step.removeScope(id);
  }
  const body = step.edit(bodyId);
  delete body.outputs;
  body.loop = rest;
  return collected;
}
