import { useId } from 'react';
import { languages } from '@gaita/contracts';
import { asLanguage, speak } from '../texts/i18n.ts';
import { useTexts } from '../texts/use-texts.tsx';

const names = { en: 'English', lv: 'Latviešu', lt: 'Lietuvių', bg: 'Български' } as const;

/** Each language in its own words, so that it is found by who cannot read the present one. */
export function LanguageChoice() {
  const { t, language } = useTexts();
  const id = useId();
  return (
    <div className="language-choice">
      <label className="cds--visually-hidden" htmlFor={id}>
        {t('shell.language')}
      </label>
      <select
        id={id}
        value={language}
        onChange={(event) => {
          const wanted = asLanguage(event.target.value);
          if (wanted) void speak(wanted, { remember: true });
        }}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
