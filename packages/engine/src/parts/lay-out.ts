import type { Json } from '@gaita/contracts';
import type { ScopeState, Stock } from '../snapshot.ts';

/** How many elements of a collection are read and written together: about as many as fill a slice, and characters of JSON. */
const MOST_ELEMENTS = 500;
const MOST_CHARACTERS = 32_768;

/** What laying out a body needs of a step, or of whoever changes a snapshot beside one. */
export interface Bodies {
  scope(id: string): ScopeState | undefined;
  edit(id: string): { -readonly [Key in keyof ScopeState]: ScopeState[Key] };
  addScope(id: string, scope: ScopeState): void;
  newPartId(): string;
}

/** Moves what grows with the number of items out of a body: elements still to come, outputs collected so far. */
export function layOut(bodies: Bodies, bodyId: string): void {
  const { loop, outputs, element } = bodies.scope(bodyId)!;
  if (outputs) {
    bodies.addScope(bodies.newPartId(), { parent: bodyId, element, outputs });
    delete bodies.edit(bodyId).outputs;
  }
  if (!loop?.items) return;
  const { items, ...rest } = loop;
  let next: string | undefined;
  for (const elements of chunksOf(items.slice(loop.started)).reverse()) {
    const stock: Stock = { elements, ...(next !== undefined && { next }) };
    next = bodies.newPartId();
    bodies.addScope(next, { parent: bodyId, element, stock });
  }
  bodies.edit(bodyId).loop = next === undefined ? rest : { ...rest, stock: { scope: next, from: loop.started } };
}

function chunksOf(items: readonly Json[]): Json[][] {
  const chunks: Json[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const length = JSON.stringify(item).length;
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < MOST_ELEMENTS && size + length <= MOST_CHARACTERS) {
      chunk.push(item);
      size += length;
    } else {
      chunks.push([item]);
      size = length;
    }
  }
  return chunks;
}
