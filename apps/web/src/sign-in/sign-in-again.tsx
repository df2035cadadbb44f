import { ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page when the session ended: what was typed stays where it is. */
export function SignInAgain() {
  const { t } = useTexts();
  const { person, expired, signedIn } = useSession();
  if (!person || !expired) return null;
  return (
    <ComposedModal open size="sm" preventCloseOnClickOutside aria-label={t('signIn.againTitle')} onClose={() => false}>
      <ModalHeader title={t('signIn.againTitle')} closeClassName="hidden" iconDescription={t('action.close')} />
      <ModalBody>
        <p className="lead">{t('signIn.againText')}</p>
        <SignInForm account={person.account} onSignedIn={signedIn} />
      </ModalBody>
    </ComposedModal>
  );
}
