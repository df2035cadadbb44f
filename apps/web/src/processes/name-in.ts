import type { Language, ProcessView } from '@gaita/contracts';

/** A process's name in a language; English where its model has no other. */
export const nameIn = (process: ProcessView, language: Language): string =>
  process.names[language] ?? process.names.en ?? process.name;
