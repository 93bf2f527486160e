// Kinds of acts that have a name of their own on the page; others are written as they are.
export const kinds = [
  'task.',
  'task.completed',
  'task.voted',
  'task.decided',
  'instance.',
  'instance.started',
  'instance.completed',
  'record.',
  'record.created',
  'record.changed',
  'record.transitioned',
  'person.',
  'unit.',
  'position.',
  'letter.',
];
