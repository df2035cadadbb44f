import type { CompiledFlow, CompiledNode } from './compiled-process.ts';

export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** A node while it is being linked. */
export type DraftNode = Draft<CompiledNode> & { incoming: CompiledFlow[]; outgoing: CompiledFlow[]; boundaries: CompiledNode[] };
