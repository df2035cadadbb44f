import { own, put } from '../own-key.ts';

/**
 * What brings an object back to what it was: `was` a value, `gone` where it had none, or the entries of it that differ. Plain
 * JSON, as small as what has changed.
 */
export type UndoPatch =
  | { readonly was: unknown }
  | { readonly gone: true }
  | { readonly in: Readonly<Record<string, UndoPatch>>; readonly order?: readonly string[] };

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compares by identity, as steps share what they do not change.
 * @param depth levels of objects of which single entries are noted; what lies deeper is noted whole
 * @returns undefined when nothing differs
 */
export function undoPatch(before: unknown, after: unknown, depth: number): UndoPatch | undefined {
  if (before === after) return undefined;
  if (before === undefined) return { gone: true };
  if (depth === 0 || !isPlain(before) || !isPlain(after)) return { was: before };
  const entries: Record<string, UndoPatch> = {};
  let differs = false;
  const compare = (key: string): void => {
    const patch = undoPatch(own(before, key), own(after, key), depth - 1);
    if (!patch) return;
    put(entries, key, patch);
    differs = true;
  };
  for (const key of Object.keys(before)) compare(key);
  for (const key of Object.keys(after)) if (!Object.hasOwn(before, key)) compare(key);
  const order = Object.keys(before);
  if (isInOrder(entriesAfterUndo(Object.keys(after), entries), order)) return differs ? { in: entries } : undefined;
  return { in: entries, order };
}

/** What it was before. Nothing that is passed in is changed. */
export function applyUndo(after: unknown, patch: UndoPatch): unknown {
  if ('was' in patch) return patch.was;
  if ('gone' in patch) return undefined;
  const values: Record<string, unknown> = { ...(after as Plain) };
  for (const [key, entry] of Object.entries(patch.in)) {
    const value = applyUndo(own(values, key), entry);
    if (value === undefined) delete values[key];
    else put(values, key, value);
  }
  if (!patch.order) return values;
  const ordered: Record<string, unknown> = {};
  for (const key of patch.order) if (Object.hasOwn(values, key)) put(ordered, key, values[key]);
  for (const key of Object.keys(values)) if (!Object.hasOwn(ordered, key)) put(ordered, key, values[key]);
  return ordered;
}

/** The keys as `applyUndo` leaves them without an order. */
function entriesAfterUndo(keys: readonly string[], entries: Readonly<Record<string, UndoPatch>>): string[] {
  const remaining = keys.filter((key) => !(Object.hasOwn(entries, key) && 'gone' in entries[key]!));
  return [...remaining, ...Object.keys(entries).filter((key) => !('gone' in entries[key]!) && !keys.includes(key))];
}

const isInOrder = (keys: readonly string[], order: readonly string[]): boolean =>
  keys.length === order.length && keys.every((key, index) => key === order[index]);
