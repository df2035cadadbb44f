import type { Json, Variables } from '@gaita/contracts';
import type { FormComponent, FormSchema } from '../api/shapes.ts';
import { formatsFor } from '../formats/formats.ts';
import { valueWords } from '../formats/value-words.ts';
import { asLanguage, texts } from '../texts/i18n.ts';

export interface FieldWords {
  readonly label: string;
  readonly text: string;
}

/** What a form holds as lines of text, `label: value`, to be copied elsewhere; empty fields are left out. */
export const inWords = (schema: FormSchema, values: Variables): string =>
  fieldWords(schema, values)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');

/** Each filled field by its label, rows of lists one after the other; choices in their words. */
export const fieldWords = (schema: FormSchema, values: Variables): FieldWords[] => wordsOf(schema.components, values);

function wordsOf(components: readonly FormComponent[], values: Variables): FieldWords[] {
  return components.flatMap((component) => {
    const key = component.key ?? (typeof component.path === 'string' ? component.path : undefined);
    const value = key === undefined || !Object.hasOwn(values, key) ? undefined : values[key];
    if (Array.isArray(value) && component.components)
      return value.flatMap((row) => (isRecord(row) ? wordsOf(component.components ?? [], row) : []));
    if (component.components) return wordsOf(component.components, isRecord(value) ? value : values);
    const text = value === undefined ? '' : words(value, component);
    return text === '' ? [] : [{ label: labelOf(component), text }];
  });
}

function words(value: Json, component: FormComponent): string {
  if (value === null || value === '') return '';
  if (Array.isArray(value)) return value.map((item) => words(item, component)).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return component.values?.find((choice) => choice.value === value)?.label ?? spoken(value);
}

/** As the reader's language writes it: a tick is yes or no, a date a date. */
const spoken = (value: Json): string =>
  valueWords(value, formatsFor(asLanguage(texts.language) ?? 'en'), texts.t('value.yes'), texts.t('value.no')) ?? String(value);

/** Dates and times have labels of their own kind in form-js. */
const labelOf = ({ label, dateLabel, timeLabel, id }: FormComponent): string =>
  [label, dateLabel, timeLabel].find((each): each is string => typeof each === 'string' && each !== '') ?? id;

const isRecord = (value: Json | undefined): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
