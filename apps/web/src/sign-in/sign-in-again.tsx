import { useEffect, useState } from 'react';
import { ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page when the session ended: what was typed stays where it is, and the focus comes back to it. */
export function SignInAgain() {
  const { t } = useTexts();
  const { person, expired, signedIn } = useSession();
  // Known before the dialog is shown, which takes the focus.
  const [left, setLeft] = useState<Element | null>();
  useEffect(() => {
    if (!expired) return undefined;
    const place = document.activeElement;
    setLeft(place);
    return () => {
      setLeft(undefined);
      backTo(place);
    };
  }, [expired]);
  if (!person || !expired || left === undefined) return null;
  return (
    <ComposedModal
      open
      size="sm"
      preventCloseOnClickOutside
      selectorPrimaryFocus="#password"
      aria-label={t('signIn.againTitle')}
      onClose={() => false}
    >
      <ModalHeader title={t('signIn.againTitle')} closeClassName="hidden" iconDescription={t('action.close')} />
      <ModalBody>
        <p className="lead">{t('signIn.againText')}</p>
        <SignInForm account={person.account} onSignedIn={signedIn} />
      </ModalBody>
    </ComposedModal>
  );
}

/** Where the person was; the title where nothing of it takes the focus. */
function backTo(place: Element | null): void {
  if (place instanceof HTMLElement) place.focus();
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus();
}
