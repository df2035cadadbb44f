/** The parts of a form component that people read. */
const parts = ['label', 'dateLabel', 'description', 'text'] as const;

interface Component extends Partial<Record<(typeof parts)[number], string>> {
  readonly id: string;
  readonly appearance?: { readonly suffixAdorner?: string };
  readonly validate?: { readonly patternErrorMessage?: string };
  readonly values?: readonly { readonly value: string }[];
  readonly components?: readonly Component[];
}

/** Keys of the texts that a form needs in its `.texts.json`: `<component id>.label`, `<component id>.values.<value>`. */
export const labelsOfForm = ({ components = [] }: Component): string[] =>
  components.flatMap((component) => [
    ...parts.filter((part) => component[part] !== undefined).map((part) => `${component.id}.${part}`),
    ...(isWord(component.appearance?.suffixAdorner) ? [`${component.id}.appearance.suffixAdorner`] : []),
    ...(component.validate?.patternErrorMessage === undefined ? [] : [`${component.id}.validate.patternErrorMessage`]),
    ...(component.values ?? []).map(({ value }) => `${component.id}.values.${value}`),
    ...labelsOfForm(component),
  ]);

/** A unit that is no sign: "days", but not "€" or "cm". */
const isWord = (unit = ''): boolean => /^\p{L}{3,}/u.test(unit);

/** The same for a decision file: the decision's name, the labels of its columns, the descriptions of its rules. */
export const labelsOfTable = (xml: string): string[] => [
  ...[...xml.matchAll(/<decision id="([^"]+)"/g)].map(([, id]) => `${id}.name`),
  ...[...xml.matchAll(/<(?:input|output) id="([^"]+)" label=/g)].map(([, id]) => `${id}.label`),
  ...[...xml.matchAll(/<rule id="([^"]+)">\s*<description>/g)].map(([, id]) => `${id}.description`),
];

type Translations = { readonly [language in 'lv' | 'lt' | 'bg']?: { readonly [key: string]: string } };

/** A `.texts.json`: translations by language, and which of them no native speaker has read. */
export function readTexts(json: string): Translations & { readonly unreviewed: readonly string[] } {
  const { $unreviewed = [], ...translations } = JSON.parse(json) as Translations & { $unreviewed?: readonly string[] };
  return { ...translations, unreviewed: $unreviewed };
}
