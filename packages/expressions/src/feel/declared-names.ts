/** The shape of a declared value, as far as its type tells: nested names, or null for anything else. */
export type Shape = null | { readonly [name: string]: Shape };

/**
 * Names that a model declares: they may hold spaces and operators (`Full Name`, `Approved/Declined`), so that they
 * decide how an expression is read.
 */
export interface DeclaredNames {
  /** What feelin's parser takes as its context. */
  readonly shape: { readonly [name: string]: Shape };
  has(text: string): boolean;
  /** The name as declared for its text in an expression. */
  canonical(text: string): string | undefined;
}

/** How FEEL compares names: spaces around operators do not count. */
export const normalName = (name: string): string =>
  name
    .replace(/\s*(\*\*?|[./\-'+])\s*/g, ' $1 ')
    .replace(/\s{2,}/g, ' ')
    .trim();

export function declareNames(shapes: Iterable<readonly [string, Shape]>): DeclaredNames {
  const entries = [...shapes];
  const byNormalName = new Map(entries.map(([name]) => [normalName(name), name]));
  return {
    shape: Object.fromEntries(entries),
    has: (text) => byNormalName.has(normalName(text)),
    canonical: (text) => byNormalName.get(normalName(text)),
  };
}

export const nothingDeclared: DeclaredNames = declareNames([]);
