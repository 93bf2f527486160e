// The English words of the first load. The engine's phrases and the words of some pages come with the pages that show them.
export const texts = import.meta.glob<Record<string, unknown>>(['./en/*.json', '!./en/{delivery,design,engine,notice-words,operate,organisation,papers,playground,subscribers,transfer,tree,waiting}.json'], {
  eager: true,
  import: 'default',
});
