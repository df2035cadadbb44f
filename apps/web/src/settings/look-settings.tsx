import { useState } from 'react';
import { Checkbox, Select, SelectItem } from '@carbon/react';
import type { Preferences, PreferencesRequest } from '@gaita/contracts';
import { languages, noticeKinds } from '@gaita/contracts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Skeleton } from '../shell/load-state.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { languageNames } from '../texts/language-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { firstViewNames } from './first-view-names.ts';
import { loadPreferences, prefer, usePreferences, usePreferencesFailure } from './preferences.ts';

const themes = ['system', 'light', 'dark', 'contrast'] as const;
const textSizes = [100, 125, 150, 200] as const;

/** Everything that is kept as soon as it is chosen. */
export function LookSettings() {
  const { t, language } = useTexts();
  const person = usePerson();
  const preferences = usePreferences();
  const [saved, setSaved] = useState(false);
  const failure = usePreferencesFailure();
  if (!preferences)
    return failure ? <ErrorNotice error={failure} onRetry={() => void loadPreferences()} /> : <Skeleton lines={6} />;

  const change = (changed: PreferencesRequest) => {
    setSaved(false);
    void prefer(changed).then(setSaved);
  };
  const switchMail = (kind: Preferences['mailOff'][number], on: boolean) =>
    change({ mailOff: on ? preferences.mailOff.filter((each) => each !== kind) : [...preferences.mailOff, kind] });

  return (
    <>
      <p className="settings__saved" role="status">
        {saved && t('access.settings.saved')}
      </p>
      <section aria-labelledby="look-title">
        <h2 id="look-title">{t('access.settings.look')}</h2>
        <div className="settings__fields">
          <Select
            id="language"
            labelText={t('shell.language')}
            value={language}
            onChange={(event) => change({ language: languages.find((each) => each === event.target.value) })}
          >
            {languages.map((each) => (
              <SelectItem key={each} value={each} text={languageNames[each]} lang={each} />
            ))}
          </Select>
          <Select
            id="theme"
            labelText={t('access.settings.theme')}
            value={preferences.theme}
            onChange={(event) => change({ theme: themes.find((each) => each === event.target.value) })}
          >
            {themes.map((each) => (
              <SelectItem key={each} value={each} text={t(`access.settings.themes.${each}`)} />
            ))}
          </Select>
          <Select
            id="text-size"
            labelText={t('access.settings.textSize')}
            value={preferences.textSize}
            onChange={(event) => change({ textSize: textSizes.find((each) => String(each) === event.target.value) })}
          >
            {textSizes.map((each) => (
              <SelectItem key={each} value={each} text={`${each} %`} />
            ))}
          </Select>
          <Select
            id="first-view"
            labelText={t('access.settings.firstView')}
            helperText={t('access.settings.firstViewHelp')}
            value={preferences.firstView ?? ''}
            onChange={(event) => change({ firstView: event.target.value === '' ? null : event.target.value })}
          >
            <SelectItem value="" text={t('access.settings.firstViewUsual')} />
            {[...firstViewNames(t, person)].map(([address, name]) => (
              <SelectItem key={address} value={address} text={name} />
            ))}
          </Select>
          <Checkbox
            id="single-keys"
            labelText={t('keys.single')}
            helperText={t('keys.singleHelp')}
            checked={preferences.singleKeys}
            onChange={(_event, { checked }) => change({ singleKeys: checked })}
          />
        </div>
      </section>
      <section aria-labelledby="mail-title">
        <h2 id="mail-title">{t('access.settings.mail')}</h2>
        {person.sendsMail ? (
          <p className="hint">{t('access.settings.mailHelp', { email: person.email })}</p>
        ) : (
          <p>{t('access.settings.noMail')}</p>
        )}
        <fieldset className="settings__choices">
          <legend className="cds--visually-hidden">{t('access.settings.mail')}</legend>
          {noticeKinds.map((kind) => (
            <Checkbox
              key={kind}
              id={`mail-${kind}`}
              labelText={t(`access.mail.${kind}`)}
              checked={!preferences.mailOff.includes(kind)}
              onChange={(_event, { checked }) => switchMail(kind, checked)}
            />
          ))}
        </fieldset>
      </section>
    </>
  );
}
