export interface Person {
  readonly account: string;
  readonly name: string;
}

/** The name that is being written before the caret: from its `@`; undefined where none is. */
export function nameBeforeCaret(text: string, caret: number): { readonly from: number; readonly query: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{M}.'-]{0,40})$/u.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? undefined : { from: caret - query.length - 1, query };
}

/** Text in pieces, those that name somebody marked. */
export function withMentions(
  text: string,
  people: readonly Person[],
): readonly { readonly text: string; readonly named: boolean }[] {
  const names = people.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
  const pieces: { text: string; named: boolean }[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const name = names.find((each) => text.startsWith(each, at));
    if (name === undefined) plain += text[at++];
    else {
      if (plain !== '') pieces.push({ text: plain, named: false });
      pieces.push({ text: name, named: true });
      plain = '';
      at += name.length;
    }
  }
  return plain === '' ? pieces : [...pieces, { text: plain, named: false }];
}

/** Whom a text still names. */
export const namedIn = (text: string, people: readonly Person[]): string[] => [
  ...new Set(people.filter(({ name }) => text.includes(`@${name}`)).map(({ account }) => account)),
];
