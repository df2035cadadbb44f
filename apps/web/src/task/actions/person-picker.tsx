import { ComboBox } from '@carbon/react';
import type { ColleagueView } from '@gaita/contracts';
import { foldedWords, fold } from '@gaita/contracts';
import { useTexts } from '../../texts/use-texts.tsx';

interface PersonPickerProps {
  readonly people: readonly ColleagueView[];
  /** Of whom the list is; absent: of those who may do the task. */
  readonly hint?: string;
  readonly onPick: (person: ColleagueView | undefined) => void;
}

/** One of the people; the search asks for no diacritics. */
export function PersonPicker({ people, hint, onPick }: PersonPickerProps) {
  const { t } = useTexts();
  const words = {
    'close.menu': t('field.shut'),
    'open.menu': t('field.open'),
    'clear.all': t('field.clear'),
    'clear.selection': t('field.clear'),
  };
  return (
    <ComboBox
      id="colleague"
      titleText={t('tasks.colleague')}
      helperText={hint ?? t('tasks.colleagueHint')}
      items={[...people]}
      itemToString={(person) => person?.name ?? ''}
      shouldFilterItem={({ item, inputValue }) =>
        foldedWords(inputValue ?? '').every((word) => fold(`${item.name} ${item.account}`).includes(word))
      }
      translateWithId={(id) => words[id]}
      onChange={({ selectedItem }) => onPick(selectedItem ?? undefined)}
    />
  );
}
