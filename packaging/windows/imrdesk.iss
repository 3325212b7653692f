; The installer for Windows, by Inno Setup 6, out of the one-folder build. Not tried yet: see docs/building.md.
;   iscc /DVersion=0.1.0 packaging\windows\imrdesk.iss
#ifndef Version
  #error Say which version: iscc /DVersion=...
#endif

[Setup]
AppId={{6B0C5B5E-2C9A-4D55-9A7E-6D1B1B0F6A3D}
AppName=imrdesk
AppVersion={#Version}
AppPublisher=The imrdesk maintainers
; For one person without an administrator, or for everybody with one.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
DefaultDirName={autopf}\imrdesk
DefaultGroupName=imrdesk
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\out\icons\imrdesk.ico
UninstallDisplayIcon={app}\imrdesk-window.exe
OutputDir=..\..\out\dist
OutputBaseFilename=imrdesk-{#Version}-setup
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
ChangesEnvironment=yes

[Tasks]
Name: desktopicon; Description: "An icon on the desktop"
Name: path; Description: "The command imrdesk in every terminal"; Flags: unchecked

[Files]
Source: "..\..\out\dist\imrdesk\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\imrdesk"; Filename: "{app}\imrdesk-window.exe"
Name: "{autodesktop}\imrdesk"; Filename: "{app}\imrdesk-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.imrdesk"; ValueType: string; ValueData: "imrdesk.workspace"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\imrdesk.workspace"; ValueType: string; ValueData: "imrdesk workspace"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\imrdesk.workspace\shell\open\command"; ValueType: string; ValueData: """{app}\imrdesk-window.exe"" gui ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: NotOnPath

[Run]
Filename: "{app}\imrdesk-window.exe"; Description: "Open imrdesk"; Flags: nowait postinstall skipifsilent

; Workspaces, settings and log are the user's: uninstalling leaves them alone.

[Code]
function NotOnPath: Boolean;
var
  Known: string;
begin
  Result := not RegQueryStringValue(HKCU, 'Environment', 'Path', Known) or (Pos(ExpandConstant('{app}'), Known) = 0);
end;
