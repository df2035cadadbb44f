import { readFile } from 'node:fs/promises';
import type { Language } from '@gaita/contracts';

interface Component {
  readonly id: string;
  readonly label?: string;
  readonly components?: readonly Component[];
}

const read = async (file: string): Promise<object> =>
  JSON.parse(await readFile(new URL(`../../processes/improvement/${file}`, import.meta.url), 'utf8')) as object;

const labels = (components: readonly Component[] = []): [string, string][] =>
  components.flatMap(({ id, label, components: inside }) => [
    ...(label === undefined ? [] : [[`${id}.label`, label] as [string, string]]),
    ...labels(inside),
  ]);

/** The labels of a form of the shipped improvement process, by `<id>.label`. */
export async function textsOf(form: string, language: Language): Promise<{ readonly [key: string]: string }> {
  if (language === 'en') return Object.fromEntries(labels(((await read(`${form}.form`)) as Component).components));
  const texts = (await read(`${form}.texts.json`)) as { readonly [language in Language]?: { readonly [key: string]: string } };
  return texts[language] ?? {};
}
