import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { LookSettings } from './look-settings.tsx';
import { PasswordSettings } from './password-settings.tsx';
import { SessionSettings } from './session-settings.tsx';
import { TokenSettings } from './token-settings.tsx';

/** What people settle for themselves. */
export function SettingsPage() {
  const { t } = useTexts();
  return (
    <Page title={t('place.settings')}>
      <div className="settings">
        <LookSettings />
        <PasswordSettings />
        <SessionSettings />
        <TokenSettings />
      </div>
    </Page>
  );
}
