import { useId } from 'react';
import { languages } from '@gaita/contracts';
import { prefer, usePreferences } from '../settings/preferences.ts';
import { asLanguage, speak } from '../texts/i18n.ts';
import { languageNames } from '../texts/language-names.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Each language in its own words, so that it is found by who cannot read the present one. */
export function LanguageChoice() {
  const { t, language } = useTexts();
  const id = useId();
  const isKnown = usePreferences() !== undefined;
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
          if (!wanted) return;
          // of somebody who is signed in it is kept with their account, too
          if (isKnown) void prefer({ language: wanted });
          else void speak(wanted, { remember: 'device' });
        }}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {languageNames[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
