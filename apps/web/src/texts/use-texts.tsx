import { useMemo, useSyncExternalStore } from 'react';
import type { Language } from '@gaita/contracts';
import { formatsFor } from '../formats/formats.ts';
import { useZone } from '../sign-in/session.tsx';
import { asLanguage, texts } from './i18n.ts';

const subscribe = (changed: () => void) => {
  texts.on('languageChanged', changed);
  return () => texts.off('languageChanged', changed);
};

const languageNow = (): Language => asLanguage(texts.language) ?? 'en';

/** Interface texts and formats in the reader's language; times by the clocks of their institution. */
export function useTexts() {
  const language = useSyncExternalStore(subscribe, languageNow);
  const zone = useZone();
  return useMemo(() => ({ language, t: texts.getFixedT(language), formats: formatsFor(language, zone) }), [language, zone]);
}
