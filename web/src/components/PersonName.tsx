import { UserOutlined } from '@ant-design/icons';

// A person with the first character of the name as a picture; drawn, so that it is no part of what is read.
export function PersonName({ name, small }: { name: string; small?: boolean }) {
  return (
    <span className="jw-person">
      <span className={small ? 'jw-avatar small' : 'jw-avatar'} aria-hidden="true" data-initial={initial(name)} />
      {name}
    </span>
  );
}

// The picture alone; of somebody whose name is not known, a figure.
export function Avatar({ name }: { name?: string }) {
  return (
    <span className="jw-avatar" aria-hidden="true" data-initial={name && initial(name)}>
      {!name && <UserOutlined />}
    </span>
  );
}

// Chinese names are known by their last characters, others by their first letter.
function initial(name: string): string {
  return /^[\u4e00-\u9fff]/.test(name) ? name.slice(-1) : name.slice(0, 1).toUpperCase();
}
