import { useLayoutEffect, useRef } from 'react';
import { Button } from '@carbon/react';
import type { SessionView } from '@gaita/contracts';
import { forgetUnsettled } from '../offline/settle.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { SignInForm } from './sign-in-form.tsx';

interface SignInDialogProps {
  readonly person: SessionView;
  /** Somebody else who signed in instead. */
  readonly other: SessionView | undefined;
  readonly onSignedIn: (found: SessionView) => void;
  readonly onStay: () => void;
}

/** The same person signs in again over the page; somebody else decides whether to leave it. */
export function SignInDialog({ person, other, onSignedIn, onStay }: SignInDialogProps) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  // The browser's own layer: above every other dialog, whose traps for the focus it ends.
  const show = () => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('#password')?.focus();
  };
  useLayoutEffect(() => {
    show();
    // Before a dialog below takes it as its own.
    const keep = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', keep, true);
    return () => window.removeEventListener('keydown', keep, true);
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby="sign-in-again"
      onCancel={(event) => event.preventDefault()}
      // A browser may close it at a second Escape nevertheless.
      onClose={show}
    >
      <div className="sheet__head">
        <h2 id="sign-in-again">{t('signIn.againTitle')}</h2>
      </div>
      {other ? (
        <div role="alert">
          <p className="lead">{t('session.again.other', { other: other.name, name: person.name })}</p>
          <div className="confirm">
            <Button kind="danger" onClick={() => leaveAs()}>
              {t('session.again.leave', { name: other.name })}
            </Button>
            <Button kind="tertiary" onClick={onStay}>
              {t('session.again.back', { name: person.name })}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <p className="lead">{t('signIn.againText')}</p>
          <SignInForm account={person.account} inNewWindow onSignedIn={onSignedIn} />
        </>
      )}
    </dialog>
  );
}

/** Somebody else goes on, from the start: nothing of the other person's stays on the screen. */
function leaveAs(): void {
  forgetUnsettled();
  location.assign('/');
}
