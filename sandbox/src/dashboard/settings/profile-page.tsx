/** @jsxImportSource hono/jsx */
import type { Profile } from '../../kernel/profile.js';
import { address, EditForm, Layout, Notice, type View } from '../layout.js';

interface ProfilePageProps {
  view: View;
  profile: Profile;
  text: string | null;
  saved?: boolean;
}

/** Shows the text that an account is known by, in both modes. */
export const ProfilePage = ({ view, profile, text, saved }: ProfilePageProps) => (
  <Layout title={profile.title} view={view} page={profile.page}>
    {saved && <Notice>Saved.</Notice>}
    <p>{profile.explanation}</p>
    <EditForm view={view} needs="admin" action={address(profile.page, view)}>
      <p>
        <label for="text">{profile.label}</label>
        <input id="text" name="text" type="text" maxlength={profile.longest} value={text ?? ''} />
      </p>
      <p>
        <button type="submit">Save</button>
      </p>
    </EditForm>
  </Layout>
);
