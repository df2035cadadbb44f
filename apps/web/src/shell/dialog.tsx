import { useLayoutEffect, useState } from 'react';
import type { ComponentProps } from 'react';
import { Modal } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';
import { useFocusBack } from './focus-back.ts';

/** Over the page for as long as it is rendered; closed by its buttons or Escape, it leaves the focus where it was before. */
export function Dialog(props: Omit<ComponentProps<typeof Modal>, 'open' | 'ref'>) {
  const { t } = useTexts();
  useFocusBack();
  useAtOnce();
  return <Modal open closeButtonLabel={t('action.close')} secondaryButtonText={t('action.cancel')} {...props} />;
}

/**
 * Carbon takes the focus and listens for Escape in effects that React may let wait until after the next picture: a quick key would go to
 * the page behind. A state that is set in a layout effect lets React run all effects before it renders again.
 */
function useAtOnce(): void {
  const [, stands] = useState(false);
  useLayoutEffect(() => stands(true), []);
}
