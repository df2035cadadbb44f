import type { Language, NoticeKind } from '@gaita/contracts';
import type { NoticeFacts } from './notice-subjects.ts';
import { noticeWords } from './notice-words.ts';

export interface NoticeText {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly url: string;
  /** Words of the link. */
  readonly action: string;
  /** Why one gets this, and how to stop it. */
  readonly footer: string;
}

/** A mail stays readable: what is beyond this number is counted. */
const mostListed = 20;

const locale: { readonly [L in Language]: string } = { en: 'en-GB', lv: 'lv-LV', lt: 'lt-LT', bg: 'bg-BG' };

/** Of one notice. No personal data: a mail passes servers that are not the institution's. */
export function textOf(kind: NoticeKind, facts: NoticeFacts, language: Language, publicUrl: string): NoticeText {
  const words = noticeWords[language];
  const { task, process } = facts.names(language);
  const named = task ?? process ?? '';
  const { subject, sentence } = words.kinds[kind];
  const percent = new Intl.NumberFormat(locale[language], { style: 'percent' }).format((facts.percent ?? 0) / 100);
  const fill = (text: string) => text.replace('{name}', () => named).replace('{percent}', () => percent);
  return {
    subject: fill(subject),
    lines: [
      fill(sentence),
      '',
      ...(task === undefined ? [] : [`${words.task}: ${task}`]),
      ...(process === undefined ? [] : [`${words.process}: ${process}`]),
      ...(facts.dueAt === undefined ? [] : [`${words.due}: ${momentIn(facts.dueAt, language, facts.zone)}`]),
    ],
    url: `${publicUrl}${facts.path}`,
    action: facts.path.startsWith('/tasks/') ? words.openTask : words.open,
    footer: words.footer,
  };
}

/** Of many notices in one mail: a line for each, and the way to the list. */
export function textOfMany(
  notices: readonly { readonly kind: NoticeKind; readonly facts: NoticeFacts }[],
  language: Language,
  publicUrl: string,
): NoticeText {
  const words = noticeWords[language];
  const listed = notices.slice(0, mostListed).map(({ kind, facts }) => {
    const { subject } = textOf(kind, facts, language, publicUrl);
    return `- ${subject}\n  ${publicUrl}${facts.path}`;
  });
  const count = (text: { readonly [form: string]: string }, n: number) =>
    (text[new Intl.PluralRules(locale[language]).select(n)] ?? text['other'] ?? '').replace('{n}', `${n}`);
  const beyond = notices.length - listed.length;
  return {
    subject: count(words.many, notices.length),
    lines: [count(words.many, notices.length), '', ...listed, ...(beyond > 0 ? ['', count(words.beyond, beyond)] : [])],
    url: `${publicUrl}/work`,
    action: words.openWork,
    footer: words.footer,
  };
}

function momentIn(at: number, language: Language, zone: string): string {
  const date = new Intl.DateTimeFormat(locale[language], {
    day: language === 'en' ? 'numeric' : '2-digit',
    month: language === 'en' ? 'short' : '2-digit',
    year: 'numeric',
    timeZone: zone,
  });
  const time = new Intl.DateTimeFormat(locale[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return `${date.format(at)} ${time.format(at)}`;
}
