# Set-up shared by run.ps1 and test.ps1: makes .venv in the checkout and installs into it, once for each change of versions.
# It needs Python 3.11 or newer with the "py" launcher, as the installer of python.org brings it.
$ErrorActionPreference = 'Stop'
Set-Location (Split-Path $PSScriptRoot)
$env:PYTHONUTF8 = '1'
$Python = '.venv\Scripts\python.exe'

function Assert-Success([string]$What) {
    if ($LASTEXITCODE -ne 0) { throw "imrdesk: $What failed" }
}

function Install-Project([string]$Kind, [string]$Wanted) {
    $stamp = ".venv\imrdesk-$Kind"
    $key = (Get-FileHash pyproject.toml).Hash + (Get-FileHash packaging\constraints.txt).Hash + (Get-Location)
    if ((Test-Path $stamp) -and ((Get-Content -Raw $stamp).Trim() -eq $key)) { return }
    Write-Host 'imrdesk: installing Python packages into .venv (about 350 MB; minutes on a slow line)'
    & py -3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'
    Assert-Success 'looking for Python 3.11 or newer'
    & py -3 -m venv .venv
    Assert-Success 'making .venv'
    & $Python -m pip -qq --disable-pip-version-check install -c packaging\constraints.txt hatchling editables
    Assert-Success 'installing the build tools'
    & $Python -m pip -qq --disable-pip-version-check install -c packaging\constraints.txt --no-build-isolation -e $Wanted
    Assert-Success 'installing the packages'
    Set-Content $stamp $key
}
