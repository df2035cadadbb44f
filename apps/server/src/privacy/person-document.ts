import type { Language } from '@gaita/contracts';

interface Exported {
  readonly subject: { readonly kind: 'applicant' | 'staff'; readonly identifier: string };
  readonly exportedAt: string;
  readonly data: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const words: Readonly<Record<Language, { readonly title: string; readonly at: string; readonly none: string }>> = {
  en: { title: 'Personal data', at: 'Exported', none: 'Nothing is held.' },
  lv: { title: 'Personas dati', at: 'Eksportēts', none: 'Nekas netiek glabāts.' },
  lt: { title: 'Asmens duomenys', at: 'Eksportuota', none: 'Nieko nesaugoma.' },
  bg: { title: 'Лични данни', at: 'Експортирано', none: 'Не се съхранява нищо.' },
};

/** Names of the places in the reader's words; a place without one keeps its own name. */
const titles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  audit_entry: {
    en: 'Who did or saw what',
    lv: 'Kas ko darīja vai skatīja',
    lt: 'Kas ką atliko ar peržiūrėjo',
    bg: 'Кой какво е правил или виждал',
  },
  history_instance: { en: 'Cases', lv: 'Lietas', lt: 'Bylos', bg: 'Преписки' },
  history_variable: { en: 'Values of the cases', lv: 'Lietu vērtības', lt: 'Bylų reikšmės', bg: 'Стойности по преписките' },
  history_decision: {
    en: 'Automatic decisions',
    lv: 'Automātiskie lēmumi',
    lt: 'Automatiniai sprendimai',
    bg: 'Автоматични решения',
  },
  history_task: { en: 'Tasks', lv: 'Uzdevumi', lt: 'Užduotys', bg: 'Задачи' },
  note_text: { en: 'Notes', lv: 'Piezīmes', lt: 'Pastabos', bg: 'Бележки' },
  notice: { en: 'Messages sent', lv: 'Nosūtītie ziņojumi', lt: 'Išsiųsti pranešimai', bg: 'Изпратени съобщения' },
  person: { en: 'Account', lv: 'Konts', lt: 'Paskyra', bg: 'Профил' },
  role_assignment: { en: 'Roles', lv: 'Lomas', lt: 'Vaidmenys', bg: 'Роли' },
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

const shown = (property: string, value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && value > 1e12 && /At$|^at$|until|From|To$/.test(property)) return new Date(value).toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** One page without script, style sheet or address: it can be kept, printed and read anywhere. */
export const personDocument = ({ subject, exportedAt, data }: Exported, language: Language): string => {
  const { title, at, none } = words[language];
  const sections = Object.entries(data).map(([place, rows]) => {
    const properties = Object.keys(rows[0] ?? {});
    const head = properties.map((each) => `<th scope="col">${escaped(each)}</th>`).join('');
    const body = rows
      .map((row) => `<tr>${properties.map((each) => `<td>${escaped(shown(each, row[each]))}</td>`).join('')}</tr>`)
      .join('\n');
    const name = titles[place]?.[language] ?? place;
    return `<section><h2>${escaped(name)} (${rows.length})</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></section>`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>
<h1>${escaped(`${title}: ${subject.identifier}`)}</h1><p>${escaped(at)} ${escaped(exportedAt)}</p>
${sections.length > 0 ? sections.join('\n') : `<p>${escaped(none)}</p>`}
</body></html>
`;
};
