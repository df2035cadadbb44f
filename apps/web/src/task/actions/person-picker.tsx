import { ComboBox } from '@carbon/react';
import type { ColleagueView } from '@gaita/contracts';
import { foldedWords, fold } from '@gaita/contracts';
import { useTexts } from '../../texts/use-texts.tsx';

interface PersonPickerProps {
  readonly people: readonly ColleagueView[];
  readonly onPick: (person: ColleagueView | undefined) => void;
}

/** One of the people; the search asks for no diacritics. */
export function PersonPicker({ people, onPick }: PersonPickerProps) {
  const { t } = useTexts();
  return (
    <ComboBox
      id="colleague"
      titleText={t('tasks.colleague')}
      helperText={t('tasks.colleagueHint')}
      items={[...people]}
      itemToString={(person) => person?.name ?? ''}
      shouldFilterItem={({ item, inputValue }) =>
        foldedWords(inputValue ?? '').every((word) => fold(`${item.name} ${item.account}`).includes(word))
      }
      onChange={({ selectedItem }) => onPick(selectedItem ?? undefined)}
    />
  );
}
