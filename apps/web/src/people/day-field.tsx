import { TextInput } from '@carbon/react';

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly min?: string;
  readonly onChange: (day: string) => void;
}

/** A day, with the browser's own calendar: it speaks the language of the device and the keyboard reaches all of it. */
export function DayField({ id, label, help, value, min, onChange }: DayFieldProps) {
  return (
    <TextInput
      id={id}
      type="date"
      labelText={label}
      helperText={help}
      value={value}
      min={min}
      max="2099-12-31"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
