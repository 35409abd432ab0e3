@echo off
rem Starts the fovea command: finds JDK 25, builds when the sources are newer, passes the engine's flags.
rem   FOVEA_JAVA_HOME   a JDK 25 to use before all others
rem   FOVEA_OPTS        more flags for the JVM, for example -Xmx2g
setlocal enableextensions
set "ROOT=%~dp0"
set "LIB=%ROOT%app\target\lib"
set "ARCHIVE=%ROOT%app\target\start.jsa"
set "FLAGS=-Djava.awt.headless=true -XX:+UseSerialGC -Xmx700m --enable-native-access=io.fovea"
set "MAIN=--add-modules ALL-MODULE-PATH -m io.fovea.app/io.fovea.app.Fovea"
set "JDK="

call :try "%FOVEA_JAVA_HOME%"
call :try "%JAVA_HOME%"
call :try "%JAVA25_HOME%"
call :try "%JDK25_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%ProgramFiles%\Zulu\zulu-25*" "%USERPROFILE%\.jdks\*25*") do call :try "%%~D"
if not defined JDK (
    >&2 echo fovea: JDK 25 is missing: Fovea needs exactly this version, with the compiler.
    >&2 echo fovea: Get it:  winget install EclipseAdoptium.Temurin.25.JDK
    >&2 echo fovea: If it is installed already, tell where:  set FOVEA_JAVA_HOME=C:\path\to\jdk-25
    exit /b 1
)

if exist "%ROOT%app\target\built" call :fresh && goto run
where mvn >nul 2>nul
if errorlevel 1 (
    >&2 echo fovea: Maven is missing ^(no mvn on the PATH^); it is needed to build Fovea from its sources.
    >&2 echo fovea: Get it:  choco install maven,  scoop install maven,  or maven.apache.org
    exit /b 1
)
if not exist "%ROOT%target" mkdir "%ROOT%target"
>&2 echo fovea: building (the first time Maven also fetches libraries; the log is %ROOT%target\build.log)
rem The stamp bears the time at which the build began: what was edited meanwhile is built next time.
if not exist "%ROOT%app\target" mkdir "%ROOT%app\target"
(echo %ROOT%)>"%ROOT%app\target\built.new"
if exist "%LIB%" rmdir /s /q "%LIB%"
if exist "%ARCHIVE%" del "%ARCHIVE%"
set "JAVA25_HOME=%JDK%"
set "OLD_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call mvn -B -ntp -f "%ROOT%pom.xml" -pl app -am -Dmaven.test.skip=true -Djacoco.skip=true package >"%ROOT%target\build.log" 2>&1
if errorlevel 1 (
    >&2 findstr /b "[ERROR]" "%ROOT%target\build.log"
    >&2 echo fovea: the build failed; above are its errors, all of it is in %ROOT%target\build.log
    exit /b 1
)
set "JAVA_HOME=%OLD_JAVA_HOME%"
move /y "%ROOT%app\target\built.new" "%ROOT%app\target\built" >nul
rem Java starts quicker when it finds its classes in an archive, which it writes at the end of a recording run.
"%JDK%\bin\java" -XX:ArchiveClassesAtExit="%ARCHIVE%" %FLAGS% -p "%LIB%" %MAIN% record-classes >"%ROOT%target\record-classes.log" 2>&1 || del "%ARCHIVE%" 2>nul

:run
rem An archive that does not fit is passed over in silence; that the folder was moved would not be noticed.
set "SHARED="
set /p BUILT_IN=<"%ROOT%app\target\built"
if exist "%ARCHIVE%" if "%BUILT_IN%"=="%ROOT%" set SHARED=-XX:SharedArchiveFile="%ARCHIVE%" -Xlog:cds*=off -Xlog:aot*=off
"%JDK%\bin\java" %SHARED% %FLAGS% %FOVEA_OPTS% -p "%LIB%" %MAIN% %*
exit /b %errorlevel%

rem Takes the folder for JDK if there is a JDK 25 in it and none was found before.
:try
if defined JDK exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>nul && set "JDK=%~f1"
exit /b 0

rem Succeeds when nothing in the sources is newer than the build.
:fresh
powershell -NoProfile -Command "$t = (Get-Item '%ROOT%app\target\built').LastWriteTime; $p = 'pom.xml','core','keras','onnx','report','app' | ForEach-Object { if ($_ -eq 'pom.xml') { '%ROOT%pom.xml' } else { '%ROOT%' + $_ + '\pom.xml'; '%ROOT%' + $_ + '\src\main' } }; if (Get-ChildItem $p -Recurse | Where-Object LastWriteTime -gt $t | Select-Object -First 1) { exit 1 }"
exit /b %errorlevel%
