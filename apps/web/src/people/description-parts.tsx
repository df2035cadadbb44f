import { Tag } from '@carbon/react';
import type { DescriptionTexts, Language } from '@gaita/contracts';
import { descriptionParts } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** The four parts of a description in the reader's language, else in one that it has; an empty part is flagged. */
export function DescriptionParts({ texts }: { readonly texts: DescriptionTexts }) {
  const { t, language } = useTexts();
  return (
    <dl className="people-parts">
      {descriptionParts.map((part, at) => {
        const found = textIn(texts[part], language);
        return (
          <div key={part}>
            <dt>{`${at + 1}. ${t(`people.part.${part}`)}`}</dt>
            <dd lang={found && found.language !== language ? found.language : undefined}>
              {found ? (
                found.text.split('\n').map((line, index) => <p key={index}>{line}</p>)
              ) : (
                <Tag type="red">{t('people.partEmpty')}</Tag>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function textIn(texts: DescriptionTexts['duties'], language: Language): { language: Language; text: string } | undefined {
  const order: readonly Language[] = [language, 'en', 'lv', 'lt', 'bg'];
  const found = order.find((each) => (texts[each] ?? '').trim() !== '');
  return found && { language: found, text: texts[found]! };
}
