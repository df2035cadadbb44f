import flatpickr from 'flatpickr';
import { Bulgarian } from 'flatpickr/dist/l10n/bg.js';
import { Lithuanian } from 'flatpickr/dist/l10n/lt.js';
import { Latvian } from 'flatpickr/dist/l10n/lv.js';
import type { Language } from '@gaita/contracts';

const calendars = { en: {}, lv: Latvian, lt: Lithuanian, bg: Bulgarian };

/** As people write a date by hand (the day first, except in Lithuanian), in flatpickr's letters. */
export const dateFormats: Readonly<Record<Language, string>> = { en: 'd/m/Y', lv: 'd.m.Y', lt: 'Y-m-d', bg: 'd.m.Y' };

let spoken: Language = 'en';

/**
 * Calendars that are opened from now on speak the language. form-js gives each the browser's own date format, whatever the
 * page speaks; a plugin has the last word.
 */
export function speakDates(language: Language): void {
  spoken = language;
  flatpickr.localize({ ...flatpickr.l10ns.default, ...calendars[language], firstDayOfWeek: 1 });
  flatpickr.setDefaults({ plugins: [inSpokenFormat] });
}

const inSpokenFormat: Plugin = (calendar) => {
  calendar.config.dateFormat = dateFormats[spoken];
  return {};
};

type Plugin = NonNullable<flatpickr.Options.Options['plugins']>[number];
