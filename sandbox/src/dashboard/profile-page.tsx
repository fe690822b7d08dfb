/** @jsxImportSource hono/jsx */
import type { Profile } from '../kernel/profile.js';
import { address, Layout, type Mode, Notice } from './layout.js';

interface ProfilePageProps {
  mode: Mode;
  profile: Profile;
  text: string | null;
  saved?: boolean;
}

/** Shows the text that an account is known by, in both modes. */
export const ProfilePage = ({ mode, profile, text, saved }: ProfilePageProps) => (
  <Layout title={profile.title} mode={mode} page={profile.page}>
    {saved && <Notice>Saved.</Notice>}
    <p>{profile.explanation}</p>
    <form method="post" action={address(profile.page, mode)}>
      <p>
        <label for="text">{profile.label}</label>
        <input id="text" name="text" type="text" maxlength={profile.longest} value={text ?? ''} />
      </p>
      <p>
        <button type="submit">Save</button>
      </p>
    </form>
  </Layout>
);
