import { type Person, partsOf } from '@/lib/mentions';

// What somebody said, the people he names marked; whom the words leave out stands behind them.
export function Said({ text, people }: { text: string; people: Person[] }) {
  const parts = partsOf(text, people);
  const left = people.filter((one) => !parts.some((part) => part.person?.id === one.id));
  return (
    <>
      {parts.map((part, place) =>
        part.person ? (
          <mark key={place} className="jw-mention">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
      {left.map((one) => (
        <mark key={one.id} className="jw-mention">
          {' '}
          @{one.name}
        </mark>
      ))}
    </>
  );
}
