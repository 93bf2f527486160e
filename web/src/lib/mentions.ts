// Who is named with @ in a text, and where.
export interface Person {
  id: string;
  name: string;
}

export interface Part {
  text: string;
  person?: Person;
}

// The text in parts; longer names first, so that one that begins like another is still found whole.
export function partsOf(text: string, people: Person[]): Part[] {
  const ordered = people.toSorted((a, b) => b.name.length - a.name.length);
  const parts: Part[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const person = text[at] === '@' ? ordered.find((one) => text.startsWith(one.name, at + 1)) : undefined;
    if (!person) {
      plain += text[at++];
      continue;
    }
    if (plain) parts.push({ text: plain });
    plain = '';
    parts.push({ text: `@${person.name}`, person });
    at += person.name.length + 1;
  }
  return plain ? [...parts, { text: plain }] : parts;
}

// Of those who were picked, whom the text still names.
export function namedIn(text: string, picked: Person[]): string[] {
  return [...new Set(partsOf(text, picked).flatMap((part) => (part.person ? [part.person.id] : [])))];
}
