import { Injectable } from '@nestjs/common';
import type { Json, Language } from '@gaita/contracts';
import { languages } from '@gaita/contracts';
import type { Addressee } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import type { JobWork } from '../jobs/index.ts';
import { optionalTextInput, textInput, WrongInput } from './inputs.ts';
import type { Mail } from '../notifications/index.ts';
import { Notices } from './notices.ts';
import type { NoticeRow } from './tables.ts';

/**
 * Topic `gaita.notify`: a notice to the people of a role, or to one person, each in their language. Inputs: `role` or `account`;
 * `subject` and `text` in English; `texts`: both by language. It keeps nothing open.
 */
@Injectable()
export class NotifyPeople {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly notices: Notices,
  ) {}

  async run(work: JobWork): Promise<undefined> {
    const { variables, institution } = work;
    const role = optionalTextInput(variables, 'role', 191);
    const account = optionalTextInput(variables, 'account', 191);
    if (role === undefined && account === undefined) throw new WrongInput('The task needs the input "role" or "account".');
    const subject = textInput(variables, 'subject', 500);
    const body = textInput(variables, 'text', 100_000);
    const texts = readTexts(variables['texts']);
    const people = role === undefined ? await this.person(account) : await this.people.holdersOf(role, institution);
    const notice = { role: role ?? null, account: role === undefined ? (account ?? null) : null, subject, body, texts };
    await this.notices.send(work, notice, mailsTo(people, subject, body, texts));
    return undefined;
  }

  private async person(account = ''): Promise<Addressee[]> {
    const person = await this.people.findAddressee(account);
    return person ? [person] : [];
  }
}

/** One mail a language. */
function mailsTo(people: readonly Addressee[], subject: string, text: string, texts: NoticeRow['texts']): Omit<Mail, 'id'>[] {
  const byLanguage = new Map<Language, string[]>();
  for (const { language, email } of people)
    if (email !== '') byLanguage.set(language, [...(byLanguage.get(language) ?? []), email]);
  return [...byLanguage].map(([language, to]) => ({
    to,
    subject: texts[language]?.subject ?? subject,
    text: texts[language]?.text ?? text,
  }));
}

function readTexts(given: Json | undefined): NoticeRow['texts'] {
  const texts: { [L in Language]?: { subject?: string; text?: string } } = {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return texts;
  for (const language of languages) {
    const inLanguage = given[language];
    if (typeof inLanguage !== 'object' || inLanguage === null || Array.isArray(inLanguage)) continue;
    const { subject, text } = inLanguage;
    texts[language] = {
      ...(typeof subject === 'string' && { subject: subject.slice(0, 500) }),
      ...(typeof text === 'string' && { text }),
    };
  }
  return texts;
}
