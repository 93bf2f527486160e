import { useAway } from './useAway';

// Who of these people is away now, until when, and who stands in.
export function AwayNote({ persons }: { persons: { id: string; name: string }[] }) {
  const away = useAway();
  const absent = persons.flatMap((person) => {
    const words = away(person.id);
    return words ? [{ ...person, words }] : [];
  });
  return absent.map((one) => (
    <div key={one.id} className="jw-away-note">
      {persons.length > 1 && `${one.name} `}
      {one.words}
    </div>
  ));
}
