export function inDrawnOrder<T extends { readonly id: string }>(mutants: readonly T[], seed: string): T[];
